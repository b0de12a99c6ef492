import { expect, test } from 'vitest';
import { verdictOn } from './verdict.ts';

const broken = 'Error: Property failed after 3 tests\n\nGot AssertionError: expected 1 to be 2';
const passed = (fullName: string) => ({ fullName, status: 'passed', failureMessages: [] });
const failed = (fullName: string, message = broken) => ({ fullName, status: 'failed', failureMessages: [message] });
const report = (status: 'passed' | 'failed', ...assertionResults: object[]) =>
	JSON.stringify({ testResults: [{ name: '/p3.test.ts', status, assertionResults }] });

test('a mistake is found when a test of its promise is red', () => {
	const text = report('failed', passed('P3: one agent, always'), failed('P3: one agent, and not two'));
	expect(verdictOn(text, 'P3')).toEqual({ outcome: 'found', red: ['P3: one agent, and not two'] });
});

test('it has survived when all is green', () => {
	expect(verdictOn(report('passed', passed('P3: one agent')), 'P3')).toEqual({ outcome: 'survived', red: [] });
});

test.each([
	['another promise is red', report('failed', passed('P3: one agent'), failed('P33: another one')), 'P33: another one'],
	['the code does not run', report('failed', failed('P3: one agent', 'Got ReferenceError: x')), 'P3: one agent'],
	['a file does not load', report('failed'), '/p3.test.ts'],
])('it is not found when %s', (_, text, red) => {
	expect(verdictOn(text, 'P3')).toEqual({ outcome: 'broken', red: [red] });
});

test.each([null, report('passed'), report('passed', { ...passed('P3: one agent'), status: 'skipped' })])(
	'without a test that ran nothing is said: %j',
	(text) => {
		expect(verdictOn(text, 'P3').outcome).toBe('no_tests');
	},
);
