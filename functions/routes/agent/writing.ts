/**
 * How a job writes: into the record of its own room, as long as it is the agent of that room.
 *
 * @module
 */
import type { Context } from 'hono';
import type { Deps } from '../../deps.ts';
import { type TransactOptions, transact } from '../../effects/transact.ts';
import { Problem } from '../../problem.ts';
import { asWriter, type Writer } from '../../rooms/claims.ts';
import { adoptedFacts, type Facts } from '../../rooms/facts.ts';
import { agentRoom } from './gate.ts';

export const staleEpoch = () => new Problem('stale_epoch', 'Leave the room: another agent serves it.');

/** The record with the writer as its agent; null when another one is. */
export const writtenBy = (stored: Facts | null, writer: Writer, now: number): Facts | null =>
	asWriter(stored ?? adoptedFacts(now, writer.generation), writer, now);

interface Writing {
	/** What every write says of itself. */
	readonly by: { readonly room: string; readonly jobId: string; readonly epoch: number };
	/** What becomes of the record of its room. Pure. */
	readonly write: (
		facts: Facts,
		generation: number,
		now: number,
	) => { readonly facts: Facts | null; readonly answer: string };
	/** The outcome for a room that is closed already; absent: the job is told to leave. */
	readonly closedBefore?: string;
	readonly options?: TransactOptions;
}

/**
 * Answers with the named outcome.
 *
 * @throws Problem `stale_epoch` when another agent serves the room
 */
export async function answerWrite(c: Context, deps: Deps, { by, write, closedBefore, options }: Writing) {
	const room = await agentRoom(c, deps, by.room);
	const { generation } = room;
	const { answer } = await transact(
		deps,
		room,
		(stored, now) => {
			const facts = writtenBy(stored, { generation, jobId: by.jobId, epoch: by.epoch }, now);
			if (facts !== null) return write(facts, generation, now);
			const isClosed = stored !== null && generation < stored.generation;
			return { facts: stored, answer: isClosed ? (closedBefore ?? 'stale_epoch') : 'stale_epoch' };
		},
		options,
	);
	c.set('outcome', answer);
	if (answer === 'stale_epoch') throw staleEpoch();
	return c.json({ outcome: answer });
}
