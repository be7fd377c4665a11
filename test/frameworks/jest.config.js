/** The applications have their own packages, so `npm run test:frameworks` runs their test instead of `npm test`. */
import shared from '../../jest.config.js';

export default { ...shared, rootDir: '../..', testMatch: ['<rootDir>/test/frameworks/run.ts'] };
