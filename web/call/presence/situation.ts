/**
 * What there is to say about the agent: what the room shows of it, and what the API says while the room shows none.
 *
 * @module
 */
import type { Search } from '../dispatch/asking.ts';
import { isMissing, type Presence } from './presence.ts';

/** `recovering`: one has gone and another one is coming. `never`: several tries to bring one have failed. */
export type Situation = Presence['agent'] | 'recovering' | 'never';

export function situationOf(presence: Presence, search: Search): Situation {
	if (!isMissing(presence)) return presence.agent;
	if (search === 'unavailable') return 'never';
	return presence.agent === 'lost' && search === 'pending' ? 'recovering' : presence.agent;
}
