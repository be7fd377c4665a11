/** Properties run on the same inputs every time; FC_SEED selects others. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_260_420) });
