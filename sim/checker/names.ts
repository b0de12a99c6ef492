/**
 * Names as they are in traces.
 *
 * @module
 */
import { parseRoomName } from '../../functions/protocol/names.ts';

export function keyOf(room: string): { readonly conversation: string; readonly generation: number } {
	const key = parseRoomName(room);
	if (key === null) throw new RangeError(`not a room of ours: ${room}`);
	return key;
}

export const jobOf = (identity: string): string => identity.replace(/^agent-/, '');
