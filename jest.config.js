/** Tests are TypeScript modules, stripped of their types by swc and run as native ES modules. */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { globalsCleanup: 'off' },
  // Machines that test are busy: a limit is there for what never ends, and for nothing else.
  testTimeout: 300_000,
  // On two cores jest would take one. What modules that were run in a VM leave behind is never let go while their
  // process lives: the more of it, the longer each collection of garbage and each count of steps.
  maxWorkers: '100%',
  workerIdleMemoryLimit: '600MB',
  extensionsToTreatAsEsm: ['.ts'],
  globalSetup: '<rootDir>/test/support/build.js',
  setupFiles: ['<rootDir>/test/support/properties.js'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
  modulePathIgnorePatterns: ['<rootDir>/dist'],
};
