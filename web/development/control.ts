/**
 * The doors of `/development/`, for the page that was served with a token.
 *
 * @module
 */
import type { Break, Killing, Losing } from './breaks.ts';

export type Refusal = { readonly outcome: 'refused' | 'unreachable' };

export interface Control {
	kill(name: Break): Promise<Killing | Refusal>;
	lose(): Promise<Losing | Refusal>;
	/** How many so far. */
	lost(): Promise<Losing | Refusal>;
}

/** @param ask the plain network, whatever else is cut */
export function makeControl(ask: typeof fetch, token: string): Control {
	async function send<Answer>(name: string, init: RequestInit): Promise<Answer | Refusal> {
		const headers = { 'x-greenroom-development': token };
		const response = await ask(`/development/${name}`, { ...init, headers }).catch(() => null);
		if (response === null) return { outcome: 'unreachable' };
		if (response.status === 403) return { outcome: 'refused' };
		// Ours alone answers here.
		return response.ok ? response.json() : { outcome: 'unreachable' };
	}
	async function roomOfCall(): Promise<string | null> {
		const response = await ask('/api/conversation').catch(() => null);
		const view: { readonly room?: string | null } = response?.ok === true ? await response.json() : {};
		return view.room ?? null;
	}
	return {
		kill: async (name) =>
			send<Killing>(name, {
				method: 'POST',
				body: JSON.stringify({ room: name === 'agent' ? await roomOfCall() : null }),
			}),
		lose: () => send<Losing>('webhooks', { method: 'POST' }),
		lost: () => send<Losing>('webhooks', { method: 'GET' }),
	};
}
