import type { Escaped } from './seal.ts';
import { oneFailed, onePassed, oneSkipped, type Tally } from './tally.ts';

interface Verdict {
	readonly tally: Tally;
	readonly line: string;
}

const PROMISE = 'No packet has left this machine';

/**
 * What the seal of a suite tells, as one check.
 *
 * @param tests what ran inside: of tests that did not run there is nothing to tell
 */
export function judgeSeal(escaped: Escaped, tests: Tally): Verdict {
	if (escaped.outcome === 'counted') return judgePackets(escaped.packets, tests);
	return escaped.outcome === 'impossible' ? skipped(escaped.why) : failed(`${PROMISE}: FAILED, ${escaped.why}`);
}

function judgePackets(packets: number, tests: Tally): Verdict {
	if (packets === 1) return failed('FAILED: 1 packet has left this machine');
	if (packets > 1) return failed(`FAILED: ${packets} packets have left this machine`);
	if (tests.passed + tests.failed === 0) return skipped('no test ran');
	return { tally: onePassed, line: `${PROMISE}: passed` };
}

const failed = (line: string): Verdict => ({ tally: oneFailed, line });
const skipped = (why: string): Verdict => ({ tally: oneSkipped, line: `${PROMISE}: skipped, ${why}` });
