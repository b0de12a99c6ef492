import type { Search } from '../call/dispatch/asking.ts';
import type { Presence } from '../call/presence/presence.ts';

/** What `<html data-agent>` says. `unavailable`: the API has given up bringing one. */
export type AgentShown = Presence['agent'] | 'unavailable';

const isMissing = ({ agent }: Presence): boolean => agent === 'waiting' || agent === 'lost';

export const agentShown = (presence: Presence, search: Search): AgentShown =>
	search === 'unavailable' && isMissing(presence) ? search : presence.agent;

const words: Readonly<Record<AgentShown, string>> = {
	absent: 'Waiting for the agent',
	waiting: 'Waiting for the agent',
	initializing: 'The agent is getting ready',
	listening: 'Listening',
	thinking: 'Thinking',
	speaking: 'Speaking',
	idle: 'Idle',
	lost: 'The agent is gone, waiting for another one',
	unavailable: 'No agent has come',
};

/** What the agent does, or why there is none. */
export function agentWords(presence: Presence, search: Search): string {
	if (search !== 'no_worker' || !isMissing(presence)) return words[agentShown(presence, search)];
	const begun = presence.agent === 'lost' || ('goneSince' in presence && presence.goneSince !== null);
	return `No agent is free right now. The call ${begun ? 'goes on' : 'begins'} as soon as one is.`;
}
