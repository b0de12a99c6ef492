import type { Missing, Presence } from './presence.ts';

type Present = Extract<Presence, { readonly sid: string }>;

/** An agent that is there. */
export const present = (agent: Present['agent'], more: Partial<Present> = {}): Present => ({
	agent,
	sid: 'PA_1',
	identity: 'agent-1',
	listens: 'speech',
	replacedAt: null,
	...more,
});

/** None is there. */
export const missing = (agent: Missing['agent'], former: string | null = null): Missing => ({
	agent,
	since: 0,
	former,
});
