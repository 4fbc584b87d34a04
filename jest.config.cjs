/** Fast, pure suites first; then the suites that need real services; then the browser. Each is a project of its own. */
const base = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.(t|j|mj)sx?$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2022', transform: { react: { runtime: 'automatic' } } },
        module: { type: 'commonjs' },
      },
    ],
  },
  // Packages that ship only ES modules are transformed too, because Jest's own loader reads CommonJS.
  transformIgnorePatterns: ['/node_modules/(?!(@noble/hashes|feelin|lezer-feel|min-dash|@lezer/|luxon|temporal-polyfill|temporal-utils)/)'],
  moduleNameMapper: { '\\.css$': '<rootDir>/test/support/empty-style.cjs' },
};
module.exports = {
  // Jest reads this only here, not in a project.
  testTimeout: 240_000,
  projects: [
    { ...base, displayName: 'pure', testMatch: ['<rootDir>/test/{process,ledger,designer,contract,repo}/**/*.test.ts?(x)'] },
    {
      ...base,
      displayName: 'services',
      globalSetup: '<rootDir>/test/support/global-services.ts',
      globalTeardown: '<rootDir>/test/support/global-services-stop.ts',
      testMatch: ['<rootDir>/test/{embedded,store,sequencer,workflows,activities,worker,server,cli}/**/*.test.ts'],
    },
    // Named only (`npm test chaos`): more storms, at new random moments each time.
    { ...base, displayName: 'chaos', testMatch: ['<rootDir>/test/worker/chaos.test.ts'] },
    { ...base, displayName: 'browser', testMatch: ['<rootDir>/test/browser/**/*.test.ts'] },
  ],
};
