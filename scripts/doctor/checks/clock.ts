/**
 * Do the clocks of the API, of LiveKit and of this machine agree? Tokens hold times, and each side reads them by its own
 * clock: LiveKit bears a minute, the worker's doors ten seconds.
 *
 * @module
 */
import type { Answer } from '../../deployment/request.ts';
import { fault, type Judged, ok, skipped } from '../finding.ts';

const BORNE_MS = 10_000;
/** Two that are off by the same are right: it is this machine that is off. */
const SAME_MS = 3_000;

/** How far a server is ahead of this machine, by the Date of its answer, which has whole seconds. Null: it has none. */
export function offsetOf(answer: Answer): number | null {
	if (answer.outcome === 'unreachable') return null;
	const date = Date.parse(answer.headers.get('date') ?? '');
	return Number.isNaN(date) ? null : date + 500 - (answer.sentAt + answer.receivedAt) / 2;
}

export function judgeClock(api: number | null, livekit: number | null): Judged {
	const clocks = [
		{ name: 'The API', offset: api },
		{ name: 'LiveKit', offset: livekit },
	].flatMap(({ name, offset }) => (offset === null ? [] : [{ name, offset }]));
	if (clocks.length === 0) return skipped('no_date', 'Nobody says what time it is.');
	const off = clocks.filter(({ offset }) => Math.abs(offset) > BORNE_MS);
	const [first, second] = off;
	if (first === undefined) return ok('agree', `${clocks.map(say).join(', ')}.`);
	if (second !== undefined && Math.abs(first.offset - second.offset) < SAME_MS)
		return fault(
			'this_machine',
			`This machine is ${sayOffset(-first.offset)} of the API and of LiveKit, which agree.`,
			'Set the clock of this machine (NTP).',
		);
	const outcome = off.length === 2 ? 'both' : first.name === 'LiveKit' ? 'livekit' : 'api';
	const mend = `Set the clock (NTP) where ${off.length === 2 ? 'each of them' : 'it'} runs, or of this machine.`;
	return fault(outcome, `${off.map(say).join(', ')}: tokens are refused as too old or too early.`, mend);
}

const say = ({ name, offset }: { readonly name: string; readonly offset: number }): string =>
	`${name} is ${Math.abs(offset) < 1_000 ? 'within 1 s' : sayOffset(offset)} of this machine`;

const sayOffset = (ms: number): string => `${Math.round(Math.abs(ms) / 1000)} s ${ms > 0 ? 'ahead' : 'behind'}`;
