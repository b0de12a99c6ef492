/**
 * A sweep and a full listing at once, when an operator asks for it.
 *
 * @module
 */
import type { Whose } from '../conversations/view.ts';
import type { Deps } from '../deps.ts';
import type { Act } from '../effects/run.ts';
import { formatRoomName } from '../protocol/names.ts';
import type { GcAction, GcResponse } from '../protocol/operator.ts';
import type { Look } from '../rooms/consider.ts';
import { isUnderTombstone } from './ledger.ts';
import { type Concerned, type Listed, listAll, settleAll } from './listing.ts';
import { SWEEP_WITHIN_MS, sweep } from './sweep.ts';

/** Of records; more stay due. */
export const GC_LIMIT = 200;

/** @param after the listing goes on after this room; null: it begins */
export async function collect(deps: Deps, after: string | null = null): Promise<GcResponse> {
	const at = deps.now();
	const actions: GcAction[] = [];
	const swept = await sweep(deps, { limit: GC_LIMIT, until: at });
	const ours = swept.flatMap(({ whose, done }) => (whose === null ? [] : [{ whose, done }]));
	for (const { whose, done } of ours) actions.push(...done.map(({ act }) => asAction(whose, act)));
	const [earliest] = await deps.store.deadlines(1);
	const listed = await listAll(deps, {
		after,
		withinMs: SWEEP_WITHIN_MS,
		act: async (concerned) => {
			const done = await settleAll(deps)(concerned);
			for (const [i, one] of concerned.entries())
				actions.push(...whyOf(one), ...(done[i] ?? []).map(({ act }) => asAction(one.whose, act)));
		},
	});
	const isMoreDue = earliest !== undefined && earliest.at <= at;
	return answerGc({ at, dry: false, actions, due: ours.length, isMoreDue, listed });
}

/** Rooms of which there is nothing to delete: the store is told of them. */
export function whyOf({ room, concern, look }: Pick<Concerned, 'room' | 'concern' | 'look'>): readonly GcAction[] {
	const name = formatRoomName(room);
	if (concern === 'tombstone') return [];
	if (concern !== 'unknown') return [{ room: name, does: 'look', why: concern }];
	return isSeen(look) ? [{ room: name, does: 'adopt', why: concern }] : [];
}

/** It may be gone since it was listed, and then nothing is adopted. */
const isSeen = (look: Look): boolean => look !== null && look !== 'unknown' && look.look.room !== null;

export function asAction(whose: Whose, act: Act): GcAction {
	const room = formatRoomName({ ...whose, generation: act.generation });
	switch (act.kind) {
		case 'delete_room':
			return { room, does: 'delete_room', why: isUnderTombstone(act) ? 'tombstone' : act.reason };
		case 'remove_participant':
			return { room, does: 'remove_participant', why: act.reason };
		case 'dispatch':
			return { room, does: 'dispatch', why: 'no_agent' };
	}
}

interface Collected extends Pick<GcResponse, 'at' | 'dry' | 'actions' | 'due'> {
	readonly isMoreDue: boolean;
	readonly listed: Listed;
}

export const answerGc = ({ listed, isMoreDue, ...collected }: Collected): GcResponse => ({
	...collected,
	livekit: listed.answered,
	listed: listed.rooms,
	truncated: isMoreDue || listed.after !== null,
	after: listed.after,
});
