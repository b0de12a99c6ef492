import { expect, test } from 'vitest';
import { tallyReport } from './vitest-report.ts';

const file = (status: string, ...tests: string[]) => ({
	name: '/x.test.ts',
	status,
	assertionResults: tests.map((each) => ({ status: each })),
});
const report = (...testResults: unknown[]) => JSON.stringify({ success: true, testResults });

test('tests are counted, whatever file they are in', () => {
	const text = report(file('failed', 'passed', 'failed'), file('passed', 'passed', 'skipped', 'todo', 'pending'));
	expect(tallyReport(text, 1)).toEqual({ passed: 2, failed: 1, skipped: 3 });
});

test('a file that could not be loaded is a failure', () => {
	expect(tallyReport(report(file('failed'), file('passed', 'passed')), 1)).toEqual({
		passed: 1,
		failed: 1,
		skipped: 0,
	});
});

test('a file whose hook failed is a failure beside its skipped tests', () => {
	expect(tallyReport(report(file('failed', 'skipped', 'skipped')), 1)).toEqual({ passed: 0, failed: 1, skipped: 2 });
});

test('a run that failed without a failed test has failed', () => {
	expect(tallyReport(report(file('passed', 'passed')), 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
	expect(tallyReport(report(file('passed', 'passed')), null).failed).toBe(1);
	expect(tallyReport(report(file('passed', 'passed')), 0).failed).toBe(0);
});

test.each([null, '', '{', '{"success":true}'])('a run that left %j as its report has failed', (text) => {
	expect(tallyReport(text, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
