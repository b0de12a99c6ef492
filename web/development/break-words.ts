/**
 * What the buttons say, before and after.
 *
 * @module
 */
import type { Break, Killing, Losing } from './breaks.ts';
import type { Recovery } from './recovery.ts';

export const NETWORK_AWAY_MS = 10_000;

/** What a button does, and what to expect. */
export const breakWords: Readonly<Record<Break, { readonly title: string; readonly what: string }>> = {
	refresh: {
		title: 'Refresh',
		what: 'The page is loaded anew. You are back without a click, and the agent goes on with its sentence.',
	},
	network: {
		title: 'Drop the network',
		what: 'Ten seconds without it. The page says so, and is back in the call a few seconds later.',
	},
	agent: {
		title: 'Kill the agent',
		what: 'Its process is killed. Another one takes over within three seconds and knows what was said.',
	},
	worker: {
		title: 'Kill the worker',
		what: 'All agents are killed, and what runs them. It is started again, and a new agent goes on.',
	},
	livekit: {
		title: 'Restart LiveKit',
		what: 'The server is killed, and everybody is out. You and the same agent meet again in a new room.',
	},
	webhooks: {
		title: 'Lose webhooks',
		what: 'For a minute none of LiveKit’s news arrive. Break something else meanwhile: it works all the same.',
	},
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** What can be seen of it so far. */
export function recoveryWords(name: Break, recovery: Recovery): string {
	const { title } = breakWords[name];
	switch (recovery.stage) {
		case 'unnoticed':
			return `${title}: done. The call goes on so far.`;
		case 'gone':
			return `${title}: noticed after ${seconds(recovery.goneMs)}. Waiting for the call to be whole again.`;
		case 'back':
			return `${title}: the agent can be talked to again after ${seconds(recovery.backMs)}.`;
	}
}

/** Nobody is in a call, or it is broken already. */
export const nothingToSeeWords = (name: Break): string =>
	`${breakWords[name].title}: done. To see what it is like, be in a call with an agent.`;

/** Why nothing was broken; `null` where something was. */
export function refusalWords(name: Break, outcome: Killing['outcome'] | 'refused' | 'unreachable'): string | null {
	const { title } = breakWords[name];
	switch (outcome) {
		case 'killed':
			return null;
		case 'no_agent':
			return `${title}: there is no agent. Start a call first.`;
		case 'unknown':
			return `${title}: LiveKit does not say who is in the call. Try again when it is back.`;
		case 'refused':
			return `${title}: this page is an old one. Reload it.`;
		case 'unreachable':
			return `${title}: there was no answer. Try again in a moment.`;
	}
}

export const losingWords = ({ lost, leftMs }: Losing): string =>
	leftMs > 0
		? `Webhooks: ${lost} lost so far, for ${Math.ceil(leftMs / 1000)} s more.`
		: `Webhooks: ${lost} were lost. They arrive again.`;
