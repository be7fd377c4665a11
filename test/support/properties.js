/** Properties are tried on the same inputs in every run; FC_SEED names others. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_260_420) });
