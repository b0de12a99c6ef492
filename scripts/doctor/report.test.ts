import { expect, test } from 'vitest';
import { fault, named, ok, skipped, warn } from './finding.ts';
import { exitCodeOf, sayCalls, sayEnd, sayFinding } from './report.ts';

const well = named('api', ok('answers', 'It answers.'));
const ill = named('keys', fault('wrong_key', 'It is wrong.', 'Mend it.'));
const doubtful = named('store', warn('memory', 'It is in memory.', 'Set it.'));
const unseen = named('workers', skipped('api_silent', 'Nobody says.'));

test('one line a check, with its mend beneath', () => {
	expect([well, ill, doubtful, unseen].map(sayFinding).join('\n')).toBe(
		[
			'  ✓ api           It answers.',
			'  ✗ keys          It is wrong.',
			'                  → Mend it.',
			'  ! store         It is in memory.',
			'                  → Set it.',
			'  · workers       Nobody says.',
		].join('\n'),
	);
});

test('long ones stay within 100 columns, word by word', () => {
	const long = sayFinding(
		named('webhook_door', fault('x', 'some words '.repeat(30).trim(), 'more words '.repeat(30).trim())),
	);
	expect(long.split('\n').every((line) => line.length <= 100)).toBe(true);
	expect(long.replaceAll(/\s+/g, ' ')).toContain(`${'some words '.repeat(30)}→ more words`);
});

test('calls are told with how far they came', () => {
	const call = { token: null, departureSeconds: null, end: null };
	const attempts = [
		{ ...call, outcome: 'heard', refusal: null, ms: { token: 20, join: 100, agent: 500, track: 550, voice: 900 } },
		{ ...call, outcome: 'join_failed', refusal: 'timeout', ms: { token: 20 } },
	] as const;
	expect(sayCalls({ attempts, p50: 900, p95: 900, dropRate: 0.5 }).split('\n')).toEqual([
		expect.stringMatching(/ call 1: heard, token 20 ms, join 100 ms, agent 500 ms, track 550 ms, voice 900 ms$/),
		expect.stringMatching(/ call 2: join_failed, timeout, token 20 ms$/),
	]);
});

test('the end says how much there is to mend, and the exit code says it to machines', () => {
	expect(sayEnd([well, unseen], false)).toBe('All is well');
	expect(sayEnd([well, ill, doubtful], false)).toBe('1 fault, 1 warning');
	expect(sayEnd([ill, ill], true)).toBe('Interrupted, 2 faults');
	expect([[well], [well, doubtful], [unseen]].map((findings) => exitCodeOf(findings, false))).toEqual([0, 0, 0]);
	expect(exitCodeOf([well, ill], false)).toBe(1);
	expect(exitCodeOf([well, ill], true)).toBe(2);
});
