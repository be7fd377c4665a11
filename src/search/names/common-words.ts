import { nameWords } from '../../model/names.ts';

/**
 * Words that often mean something else, or nothing worth a link; texts on markets are full of them. A name that
 * consists of one such word is never linked in a text, but `suggest` and `lookup` find it like any other. Listed in the
 * singular, lower case. Terms of art that plain prose rarely uses otherwise (leverage, gamma, slippage, haircut,
 * contagion) are not listed.
 */
const WORDS = `
ability access account accuracy act action activity actor address adjustment advantage advice agency agent agreement aim
algorithm allocation amount analysis analyst answer application approach appreciation architecture area argument
arrangement aspect asset assignment assumption attack attempt attention attribute auction authority automation
availability average award back balance bank bar base basis batch bear behavior behaviour belief benchmark benefit bid
bill block blocking board body bond book border bot bound boundary box brand breadth break bridge broker budget buffer
bug build bull burden burn business buy buyer buying calculation call campaign cap capacity capital care case cash cause
center centre chain challenge chance change channel chart check choice circle circulation claim class client climate
close closing cloud code coin collection combination command commission commitment commodity communication community
company comparison competition complexity component computation concentration concept concern conclusion condition
confidence conflict connection consensus consequence constraint construction consumer consumption contact content
context contract contribution control convention conversion coordination copy core corporation cost count counter
country coupon course cover coverage creation credit creditor crisis critique cross crowd crypto currency curve custody
customer cut cycle damage data database date day deal dealer death debate debt debtor decay decision decline default
defense deficit definition degree delay delivery demand density deposit depth derivative description design desk
destination detail detection determination development deviation device difference digit dimension direction discipline
discount discovery discussion disposal dispute distance distribution dividend document dollar domain dominance doubt
downside drain drift drive driver drop duration duty dynamic earning ease economics economy edge education effect
efficiency effort element emergence emotion employee end energy engagement engine enterprise entity entry environment
equality equation equilibrium equipment equity error estimate estimation evaluation event evidence example exception
excess exchange execution exercise existence exit expansion expectation expense experience expert expiration expiry
explanation exposure expression extension extent extraction face fact factor fail failure fair faith fall family fear
feature fee feed feedback field figure file fill filter finality finance financing finding firm fit flag flash flaw
flexibility float floor flow focus force forecast forecasting form formation formula fork foundation fraction framework
fraud freedom friction front fuel function fund fundamental funding future gain game gap gate gateway generation global
goal gold good governance government governor grade gradient graph greed grid gross ground group growth guarantee guard
guidance guide half halt hand harm hash head health heat hedge height help history hit hold holder holding horizon hour
house idea identification identity image impact implementation import improvement incentive incident income increase
increment independence index indication indicator individual industry inefficiency influence information infrastructure
initiative innovation input insight instance institution instruction instrument insurance integration integrity
interaction interest interface intermediary interpretation interval introduction inventory investigation investing
investment investor involvement isolation issue issuer item job jump key keeper kind knowledge label lack lag language
latency law layer lead leader leg lending length lender lens lesson level liability license life light limit limitation
line link list listing load loan lock logic long look loop loss lot low machine maintenance maker making management
manager manner map mark market marketing match matching material math matter maturity maximum mean meaning means
measure measurement mechanic mechanism media medium meeting member membership memory merit message method metric middle
migration mind miner minimum minute mirror miss mistake mitigation mix mode model modeling modelling moment money
monitoring month motion motive move movement name nature need net network news node noise norm note notice notion
number object objective obligation observation occurrence offer offering office offset open opening operation operator
opinion opportunity option order organization origin outcome outlook output outside overhead overview owner
ownership pace package page pain pair panic paper parameter part participant participation partner party path pattern
payment payoff peak peer penalty people percent percentage perception performance period permission person perspective
phase picture piece place plan planning platform play player point policy pool population portfolio portion position
possibility post posting potential power practice precision prediction preference premium presence present pressure
prevention price pricing principal principle priority privacy probability problem procedure process processing producer
product production profile profit profitability program progress project projection promise proof property proportion
proposal protection protocol provider provision proxy psychology public pump purchase purpose push put quality quantity
question queue quote range rank rate rating ratio rationale reach reaction reality reason rebate receipt recession
record recovery redemption reduction reference reflection refund region registry regulation regulator relation
relationship relay release reliability relief remark repair repayment replacement report reporting representation request
requirement research reserve resilience resistance resolution resource respect response responsibility result retail
return revenue reversal review revision reward right rise risk risky robustness role roll root round route routing rule
run running safety sale sample sanction saving scale scaling scarcity scenario scene schedule scheme scope score screen
search season second sector security segment selection sell seller selling sense sensitivity sentiment sequence series
service session set setting settlement setup severity shape share sharing shift shock short shortage side sign signal
significance simulation site situation size skill slope smile society software solution solver source space specification
speculation speed spending split spot spread stability stable stack staff stage stake staking stamp standard start state
statement station statistic status step stock stop storage store story strategy stream strength stress stressor strike
structure study style subject substance success suite sum summary supervision supplier supply support surface surge
surplus survey swap switch symbol sync system table tail taker taking talent target tax team technique technology
template tendency tension term test testing text theme theory thing thought threat threshold tick tier time timing tip
title token tool top topic total touch trace track trade trader trading tradition transaction transfer
transformation transition transparency trap treasury treatment tree trend trial trigger trust truth turn turnover type
uncertainty underlying unit universe update upgrade upside usage use user utility utilization validation
validity valuation value variable variance variation variety vault vehicle velocity vendor venture venue verification
version view visibility vision volume vote voting wall wallet warning warrant wave way weakness wealth web week weight
whale width win window withdrawal word work world worth writer writing year yield zone
`;

export const COMMON_WORDS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/));

/** Words that name nothing, alone or together, but occur in links (`here`, `read more`), whose texts count as names. */
const FILLERS = `
a about above after again all also always an and another any are as at back be because been before being below best both
but by can click continue could did do does down each early either else even ever every few find first for from full
further get give go good great had has have he her here high him his how i if in into is it its just know large last
late learn least less let like little look made major make many may me might minor more most much must my near never new
next no nor not now of off often old on once one only or other our out over own page previous read real same see seem she
should since small so some still such take than that the their them then there these they this those through to today
too two under until up us use very via visit was we well were what when where whether which while who whose why will with
within without would yet you your
`;

export const FILLER_WORDS: ReadonlySet<string> = new Set(nameWords(FILLERS));

/**
 * Phrases in which a word of a name means something else; a name inside one of them is not linked. A longer name that
 * extends beyond the phrase is, and so is the phrase itself if it is a name of the glossary. Listed in the singular,
 * lower case.
 */
const PHRASES = `
profit margin, gross margin, net margin, operating margin, ebitda margin, interest margin, retail margin
wide margin, narrow margin, slim margin, thin margin, comfortable margin, large margin, small margin, at the margin
in the margin, on the margin, margin of error, margin of safety, margin of victory, margin for error
collateral damage, gamma ray, gamma radiation, gamma function, gamma distribution, gamma variant
delta air line, delta airline, delta variant, river delta, nile delta, mississippi delta, las vegas
`;

export const OTHER_SENSES: readonly string[] = PHRASES.trim().split(/[,\n]\s*/);
