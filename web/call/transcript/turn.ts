import type { Turn } from '../../../functions/protocol/conversation.ts';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Checked by hand, because a schema library is larger than this page. */
export const isTurn = (value: unknown): value is Turn =>
	isRecord(value) &&
	typeof value['id'] === 'string' &&
	(value['role'] === 'user' || value['role'] === 'agent') &&
	typeof value['text'] === 'string' &&
	typeof value['at'] === 'number';

/** Reads the JSON of a turn notice; `null` for anything else. */
export function parseTurn(json: string): Turn | null {
	try {
		const value: unknown = JSON.parse(json);
		return isTurn(value) ? value : null;
	} catch {
		return null;
	}
}
