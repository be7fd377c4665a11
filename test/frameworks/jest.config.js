/** The applications have packages of their own, so their test is none of `npm test`: `npm run test:frameworks` runs it. */
import shared from '../../jest.config.js';

export default { ...shared, rootDir: '../..', testMatch: ['<rootDir>/test/frameworks/run.ts'] };
