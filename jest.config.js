/** Tests are TypeScript modules; swc strips the types, and they run as native ES modules. */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { globalsCleanup: 'off' },
  // Test machines are busy, so the limit only stops tests that would never end.
  testTimeout: 300_000,
  // On two cores jest would use only one.
  maxWorkers: '100%',
  // A process never frees what modules leave behind that ran in a VM; the more of it, the longer each garbage collection
  // and each count of steps takes. So jest restarts workers that grow larger than this.
  workerIdleMemoryLimit: '600MB',
  extensionsToTreatAsEsm: ['.ts'],
  globalSetup: '<rootDir>/test/support/build.js',
  setupFiles: ['<rootDir>/test/support/properties.js'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
  modulePathIgnorePatterns: ['<rootDir>/dist'],
};
