// Names each test that passed only when it was tried again: not a failure of this run, and a bug to look into all the same.

// The runner loads a reporter by its default export.
// oxlint-disable-next-line import/no-default-export
export default class SecondTryReporter {
  names = [];

  onTestCaseResult(test) {
    if (test.diagnostic()?.flaky === true) this.names.push(`${test.module.relativeModuleId} > ${test.fullName}`);
  }

  onTestRunEnd() {
    for (const name of this.names) console.log(`Passed only at the second try: ${name}`);
  }
}
