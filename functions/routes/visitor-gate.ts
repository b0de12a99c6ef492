/**
 * The gate of the visitors' doors: who asks, and whether the page that asks may.
 *
 * @module
 */
import type { Context } from 'hono';
import { conversationOf } from '../conversations/identity.ts';
import type { Whose } from '../conversations/view.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { parseRoomName, type RoomKey } from '../protocol/names.ts';

export interface Asking extends Whose {
	readonly visitor: string;
	readonly via: 'cookie' | 'bearer';
}

/** @returns null for somebody who was never here */
export async function whoAsks(c: Context, deps: Deps): Promise<Asking | null> {
	const identified = await deps.visitors.identify(c);
	if (identified.kind === 'refused') throw new Problem('unauthorized', 'Get a new token at POST /api/visitor.');
	if (identified.kind === 'stranger') {
		refuseOtherSites(c);
		return null;
	}
	if (identified.via === 'cookie') refuseOtherSites(c);
	return asking(deps, identified.id, identified.via);
}

export const asking = async (deps: Deps, visitor: string, via: Asking['via']): Promise<Asking> => ({
	visitor,
	via,
	stage: deps.config.stage,
	conversation: await conversationOf(visitor),
});

/** A cookie goes along with what any site's page sends; SameSite=Lax alone still lets sibling subdomains in. */
function refuseOtherSites(c: Context): void {
	if (c.req.method === 'GET' || c.req.method === 'HEAD') return;
	const origin = c.req.header('origin');
	if (origin === undefined) return;
	const host = c.req.header('host') ?? new URL(c.req.url).host;
	if (!URL.canParse(origin) || new URL(origin).host !== host)
		throw new Problem('forbidden_origin', 'Use a Bearer token from POST /api/visitor.');
}

/**
 * The room that a visitor names, if it is theirs. Somebody else's is answered like one that does not exist.
 *
 * @throws Problem `not_found`
 */
export function ownRoom(who: Whose | null, name: string): RoomKey {
	const room = parseRoomName(name);
	if (who === null || room === null || room.stage !== who.stage || room.conversation !== who.conversation)
		throw new Problem('not_found', 'That room is not open to you.');
	return room;
}
