/**
 * Is an agent heard when somebody calls?
 *
 * @module
 */
import type { Attempt, AttemptOutcome } from '../canary/attempt.ts';
import type { CanaryReport } from '../canary/canary.ts';
import { fault, type Judged, ok, skipped } from '../finding.ts';

type Failure = Exclude<AttemptOutcome, 'heard' | 'interrupted'>;

const MENDS: Readonly<Record<Failure, string>> = {
	visitor_refused: 'Look into the log of the API for POST /api/visitor.',
	token_refused:
		'429: wait, or raise MAX_CALLS. 503: look at the store. Else look into the log of the API for POST /api/livekit/token.',
	join_failed:
		'If keys, token and clocks are well: see that this machine reaches LiveKit’s media ports (UDP, or TCP and TURN), and that nothing before it breaks WebSockets.',
	no_agent:
		'See that a worker runs under the right name, is not full, and reaches the API: its log says job_served, or why a job was refused.',
	no_track: 'The agent’s process came and did not start to speak: look into the worker’s log of that job.',
	silent:
		'The agent was there and nothing was heard: look at its voice (VOICE, its key, its quota) in the worker’s log, and at who mutes its track.',
};

const WHAT: Readonly<Record<Failure, string>> = {
	visitor_refused: 'the API made no visitor of the caller',
	token_refused: 'the API gave no token',
	join_failed: 'LiveKit did not let the caller in',
	no_agent: 'no agent came',
	no_track: 'an agent came, and its sound did not',
	silent: 'an agent came, and was silent',
};

export function judgeCanary({ attempts, p50, p95, dropRate }: CanaryReport, within: number): Judged {
	if (p50 === null && dropRate === null) return skipped('interrupted', 'No call was made.');
	const failed = attempts.find(isFailed);
	const share = `${attempts.filter(({ outcome }) => outcome === 'heard').length} of ${attempts.length} ${attempts.length === 1 ? 'call' : 'calls'}`;
	if (failed !== undefined) {
		const dropped = dropRate === null || dropRate === 1 ? '' : ` (${Math.round(dropRate * 100)} % dropped)`;
		const why = failed.refusal === null ? '' : ` (${failed.refusal})`;
		return fault(
			failed.outcome,
			`The agent was heard within ${within} s in ${share}${dropped}: ${WHAT[failed.outcome]}${why}.`,
			MENDS[failed.outcome],
		);
	}
	const left = attempts.find(({ end }) => end?.room === 'there');
	if (left !== undefined)
		return fault(
			'not_closed',
			`The agent was heard in ${share}, and a room of the canary lives on after its end.`,
			'See that the API may delete rooms (roomCreate) and reaches LiveKit; npm run rooms shows the room.',
		);
	const refused = attempts.find(({ end }) => end !== null && end.refusal !== null);
	if (refused !== undefined)
		return fault(
			'hang_up_refused',
			`The agent was heard in ${share}, and the API did not end the call (${refused.end?.refusal}).`,
			'Look into the log of the API for POST /api/livekit/delete-room.',
		);
	return ok('heard', `The agent was heard in ${share}: p50 ${say(p50)}, p95 ${say(p95)}, none dropped.`);
}

const isFailed = (attempt: Attempt): attempt is Attempt & { readonly outcome: Failure } =>
	attempt.outcome !== 'heard' && attempt.outcome !== 'interrupted';

const say = (ms: number | null): string => (ms === null ? 'unknown' : `${ms} ms`);
