import type { Presence } from '../call/presence/presence.ts';

/** What the agent does, in words. */
export const agentWords: Readonly<Record<Presence['agent'], string>> = {
	absent: 'Waiting for the agent',
	waiting: 'Waiting for the agent',
	initializing: 'The agent is getting ready',
	listening: 'Listening',
	thinking: 'Thinking',
	speaking: 'Speaking',
	idle: 'Idle',
	lost: 'The agent is gone, waiting for another one',
};
