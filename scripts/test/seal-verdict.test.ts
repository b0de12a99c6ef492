import { expect, test } from 'vitest';
import type { Escaped } from './seal.ts';
import { judgeSeal } from './seal-verdict.ts';
import { nothing, oneFailed, onePassed, oneSkipped } from './tally.ts';

const counted = (packets: number): Escaped => ({ outcome: 'counted', packets });

test.each<[string, Escaped, ReturnType<typeof judgeSeal>]>([
	['no packet', counted(0), { tally: onePassed, line: 'No packet has left this machine: passed' }],
	['one', counted(1), { tally: oneFailed, line: 'FAILED: 1 packet has left this machine' }],
	['several', counted(3), { tally: oneFailed, line: 'FAILED: 3 packets have left this machine' }],
	[
		'a seal that cannot tell',
		{ outcome: 'uncounted', why: 'it was not seen' },
		{ tally: oneFailed, line: 'No packet has left this machine: FAILED, it was not seen' },
	],
	[
		'no seal',
		{ outcome: 'impossible', why: 'that takes root' },
		{ tally: oneSkipped, line: 'No packet has left this machine: skipped, that takes root' },
	],
])('%s', (_, escaped, verdict) => {
	expect(judgeSeal(escaped, onePassed)).toEqual(verdict);
});

test('a suite of which no test ran proves nothing', () => {
	for (const tests of [nothing, oneSkipped]) expect(judgeSeal(counted(0), tests).tally).toEqual(oneSkipped);
	expect(judgeSeal(counted(2), oneSkipped).tally).toEqual(oneFailed);
	expect(judgeSeal(counted(0), oneFailed).tally).toEqual(onePassed);
});
