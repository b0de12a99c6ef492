import type { Search } from '../call/dispatch/asking.ts';
import { isMissing, type Presence } from '../call/presence/presence.ts';
import { type Situation, situationOf } from '../call/presence/situation.ts';

const words: Readonly<Record<Situation, string>> = {
	absent: 'Waiting for the agent',
	waiting: 'Waiting for the agent',
	late: 'Waiting for the agent, which takes longer than usual',
	initializing: 'The agent is getting ready',
	listening: 'Listening',
	thinking: 'Thinking',
	speaking: 'Speaking',
	idle: 'Idle',
	lost: 'The agent is gone, asking for another one',
	recovering: 'The agent is gone, another one is coming',
	never: 'No agent has come',
};

/** What the agent does, or why there is none. */
export function agentWords(presence: Presence, search: Search): string {
	if (search !== 'no_worker' || !isMissing(presence)) return words[situationOf(presence, search)];
	return `No agent is free right now. The call ${presence.former === null ? 'begins' : 'goes on'} as soon as one is.`;
}

/** What else there is to know of it; `null`: nothing. */
export function agentNote(presence: Presence): string | null {
	if ('replacedAt' in presence && presence.replacedAt !== null)
		return 'Another agent has taken over. It knows what was said.';
	if (presence.agent === 'late' || presence.agent === 'lost') return 'You can type: an agent that comes answers it.';
	return null;
}
