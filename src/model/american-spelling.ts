/**
 * One spelling for words that British and American English write differently: `modelling` becomes `modeling`.
 *
 * The result is a key for comparing words, not dictionary spelling: a word spelt alike in both may become a non-word
 * (`rise` becomes `rize`), as long as no two words become one. Words of medicine and cooking are left out.
 */
import { getOrMake } from '../get-or-make.ts';

// Stems before the part that is spelt differently; they match inside compounds, too: `epicentre`, `remodelling`.
const OR =
  'ard|arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|parl|ranc|rig|rum|savi?|splend|tum|val|vap|vig';
const ER = 'calib|cent|fib|lit|lust|meag|met|somb|spect|theat';
const SINGLE_L =
  'bevel|cancel|channel|chisel|council|counsel|dial|duel|equal|fuel|funnel|initial|jewel|label|level|libel|marshal|marvel|model|' +
  'panel|parcel|pedal|pencil|quarrel|rival|shovel|signal|spiral|total|travel|trial|tunnel|unravel|victual';

/** Applied in order, each to the result of the previous ones. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`(${OR})our`), '$1or'],
  [new RegExp(`(${ER})re$`), '$1er'],
  [new RegExp(`(${ER})red$`), '$1ered'],
  [new RegExp(`(${SINGLE_L})l(?=(?:ed|ing|er|or|able|ation|ist|ous)$)`), '$1'],
  [/(benefi|budge|targe)tt/, '$1t'],
  [/(bia|focu)ss/, '$1s'],
  [/(distil|enrol|enthral|fulfil|instal|instil)(?!l)/, '$1l'],
  [/(skil|wil)ful/, '$1lful'],
  [/(?<!^pr)is(?=(?:e|ed|er|ing|able|ation|ational|ement)$)/, 'iz'], // to prise is not to prize
  [/ys(?=(?:e|ed|er|ing|able)$)/, 'yz'],
  [/practiz/, 'practic'],
  [/(def|off|pret)ence/, '$1ense'],
  [/licence/, 'license'],
  [/(anal|catal|dial|epil|monol|prol)ogu(?:e$|(?=e[dr]$|ing$))/, '$1og'],
  [/(abrid|acknowled|jud|lod)gement/, '$1gment'],
  [/([^aceg])eable$/, '$1able'],
  [/programme$/, 'program'],
  [/artefact/, 'artifact'],
  [/^sceptic/, 'skeptic'],
  [/^grey/, 'gray'],
  [/^cheque/, 'check'],
  [/^ageing$/, 'aging'],
  [/manoeuvr(?:e$)?/, 'maneuver'],
];
/** Matches if any rule may apply; most words have nothing of the kind. */
const ANY = new RegExp(RULES.map(([{ source }]) => source).join('|'));

/**
 * @param word - in lower case.
 * @example americanSpelling('behavioural') // => 'behavioral'
 */
export function americanSpelling(word: string): string {
  // A glossary uses a few thousand words, so each is converted once.
  if (known.size >= MOST_KNOWN) known.clear();
  return getOrMake(known, word, () => spelt(word));
}

const MOST_KNOWN = 20_000;
const known = new Map<string, string>();

function spelt(word: string): string {
  return ANY.test(word) ? RULES.reduce((text, [other, american]) => text.replace(other, american), word) : word;
}
