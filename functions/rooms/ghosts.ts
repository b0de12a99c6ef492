/**
 * Agents of ours that must not be in the room: their process is gone and LiveKit has not noticed (20 s), or another one
 * serves it now. Two agents in a room talk to each other.
 *
 * @module
 */
import { claimState, isAgentOf, isLive } from './claims.ts';
import type { RoomFacts } from './facts.ts';
import { type Present, present } from './people.ts';
import type { Policy } from './policy.ts';

export interface Ghost extends Present {
	readonly why: 'process_gone' | 'replaced';
}

export function ghosts(room: RoomFacts, now: number, policy: Policy): readonly Ghost[] {
	const { claim } = room;
	const agents = present(room, 'agent');
	const own = agents.filter((agent) => claim !== null && isAgentOf(claim, agent));
	const others = agents.filter((agent) => !own.includes(agent));
	const gone = claim?.lostAt == null ? [] : own;
	// Nobody is to serve, as far as is known: whoever does it goes on.
	const replaced = isLive(claimState(room, now, policy)) ? others : others.slice(1);
	return [...gone.map(as('process_gone')), ...replaced.map(as('replaced'))];
}

const as =
	(why: Ghost['why']) =>
	(agent: Present): Ghost => ({ ...agent, why });
