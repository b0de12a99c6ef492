/**
 * How a job writes: into the record of its own room, as long as it is the agent of that room.
 *
 * @module
 */
import type { Context } from 'hono';
import type { Deps } from '../../deps.ts';
import { type TransactOptions, transact } from '../../effects/transact.ts';
import { Problem } from '../../problem.ts';
import type { WriteOutcome, Written } from '../../rooms/writing.ts';
import { agentRoom } from './gate.ts';

export const staleEpoch = () => new Problem('stale_epoch', 'Leave the room: another agent serves it.');

/** What every write says of itself. */
export interface By {
	readonly room: string;
	readonly jobId: string;
	readonly epoch: number;
}

/**
 * Answers with the named outcome.
 *
 * @throws Problem `stale_epoch` when another agent serves the room
 */
export async function answerWrite(c: Context, deps: Deps, by: By, written: Written, look: TransactOptions['look']) {
	const room = await agentRoom(c, deps, by.room);
	const writer = { generation: room.generation, jobId: by.jobId, epoch: by.epoch };
	const { answer } = await transact(deps, room, { kind: 'write', writer, written }, look === undefined ? {} : { look });
	c.set('outcome', answer);
	if (answer === 'stale_epoch') throw staleEpoch();
	return c.json({ outcome: answer satisfies WriteOutcome });
}
