/**
 * How job processes have ended, counted for the API: what was counted goes with a heartbeat, and is counted no more once
 * one was answered.
 *
 * @module
 */
import type { HeartbeatRequest } from '../../functions/protocol/agent.ts';
import type { Answer } from '../door.ts';
import type { ProcessEnd } from './process-end.ts';

type Ends = NonNullable<HeartbeatRequest['ends']>;

export interface EndCounts {
	count(end: Pick<ProcessEnd, 'why' | 'code' | 'signal'>): void;
	/** Sends what is not known there yet; nothing is to be sent by two at once. */
	tell<T>(send: (ends: Ends | undefined) => Promise<Answer<T>>): Promise<Answer<T>>;
}

export function makeEndCounts(): EndCounts {
	const untold = new Map<string, number>();
	const add = (key: string, by: number) => {
		const count = (untold.get(key) ?? 0) + by;
		if (count === 0) untold.delete(key);
		else untold.set(key, count);
	};
	return {
		count: ({ why, code, signal }) => add(`${why}:${signal ?? `exit_${code}`}`, 1),
		async tell(send) {
			const ends = Object.fromEntries(untold);
			const answer = await send(untold.size === 0 ? undefined : ends);
			if (answer.outcome === 'ok') for (const [key, count] of Object.entries(ends)) add(key, -count);
			return answer;
		},
	};
}
