/**
 * A collection from its begin to its end, which takes as many requests as there is to go through.
 *
 * @module
 */
import type { GcAction, GcResponse } from '../../../functions/protocol/operator.ts';
import type { Answer } from '../../call/api/answer.ts';
import type { OperatorApi } from '../api/operator-api.ts';
import { type Failing, whyFailing } from '../poll/create-feed.ts';

export interface Collected {
	readonly dry: boolean;
	readonly state: 'running' | 'done' | 'failed';
	/** Why it has stopped. */
	readonly failing: Failing | null;
	/** False: LiveKit did not answer, so only records that were due were gone through. */
	readonly livekit: boolean;
	readonly listed: number;
	readonly due: number;
	readonly actions: readonly GcAction[];
	/** More records are due than one run takes. */
	readonly isMore: boolean;
}

/** Of requests: no stage has so many rooms. */
const AT_MOST = 100;

const begun = (dry: boolean): Collected => ({
	...{ dry, state: 'running', failing: null, livekit: true },
	...{ listed: 0, due: 0, actions: [], isMore: false },
});

/** @param tell how far it has come */
export async function collectAll(
	{ collect }: Pick<OperatorApi, 'collect'>,
	dry: boolean,
	tell: (so: Collected) => void,
): Promise<void> {
	let so = begun(dry);
	let after: string | null = null;
	for (let i = 0; i < AT_MOST; i++) {
		tell(so);
		const answer: Answer<GcResponse> = await collect(dry, after);
		if (answer.outcome !== 'answered') {
			tell({ ...so, state: 'failed', failing: whyFailing(answer) });
			return;
		}
		so = withAnswer(so, answer.value);
		const next: string | null = answer.value.after;
		if (next === null || next === after || !answer.value.livekit) break;
		after = next;
	}
	tell({ ...so, state: 'done' });
}

/** A rehearsal goes through the same due records with each request, and the real one through more of them. */
function withAnswer(so: Collected, { dry, livekit, listed, due, actions, truncated, after }: GcResponse): Collected {
	const known = new Set(dry ? so.actions.map(keyOf) : []);
	return {
		...so,
		livekit: so.livekit && livekit,
		listed,
		due: dry ? due : so.due + due,
		actions: [...so.actions, ...actions.filter((action) => !known.has(keyOf(action)))],
		isMore: truncated && after === null,
	};
}

const keyOf = ({ room, does, why }: GcAction): string => [room, does, why].join(' ');
