/** Builds the program once before the tests that run it as a user does. */
export default async function setup() {
  await import('../../build.js');
}
