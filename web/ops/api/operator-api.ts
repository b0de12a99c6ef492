/**
 * The operator's doors as the page uses them. The token goes into a header, and nowhere else.
 *
 * @module
 */
import type {
	AgentsResponse,
	CloseResponse,
	GcResponse,
	RoomsResponse,
	StatsResponse,
	TapeResponse,
} from '../../../functions/protocol/operator.ts';
import { type Answer, read } from '../../call/api/answer.ts';

export interface OperatorApi {
	stats(): Promise<Answer<StatsResponse>>;
	/** Workers and alerts. */
	pool(): Promise<Answer<AgentsResponse>>;
	/** Many rooms, after this conversation; '': from the first. Who is there by LiveKit is not asked. */
	page(after: string): Promise<Answer<RoomsResponse>>;
	/** These rooms, with who is there. */
	look(names: readonly string[]): Promise<Answer<RoomsResponse>>;
	tape(room: string): Promise<Answer<TapeResponse>>;
	close(room: string): Promise<Answer<CloseResponse>>;
	/** @param after the listing goes on after this room; null: it begins */
	collect(dry: boolean, after: string | null): Promise<Answer<GcResponse>>;
}

export interface Access {
	readonly fetch: typeof globalThis.fetch;
	readonly token: string;
	/** Of signing out. */
	readonly signal: AbortSignal;
	/** The token is none, or is none any more. */
	readonly onRefused: () => void;
}

/** A sweep and a listing take 8 s together. */
const PATIENCE = 20_000;
/** The most that a page has. */
const PAGE = 500;
/** Alerts look at no more rooms than this: the page sees all of them by itself. */
const ALERT_ROOMS = 100;

export function makeOperatorApi({ fetch, token, signal, onRefused }: Access): OperatorApi {
	const ask = async <T>(path: string, method: 'GET' | 'POST' = 'GET'): Promise<Answer<T>> => {
		const answer = await read<T>(
			fetch(`/api/livekit/${path}`, {
				method,
				headers: { authorization: `Bearer ${token}` },
				signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
				cache: 'no-store',
			}),
		);
		if (answer.outcome === 'refused' && answer.status === 401) onRefused();
		return answer;
	};
	const room = (name: string) => `rooms/${encodeURIComponent(name)}`;
	return {
		stats: () => ask('stats'),
		pool: () => ask(`agents?limit=${ALERT_ROOMS}`),
		page: (after) => ask(`rooms?limit=${PAGE}&after=${encodeURIComponent(after)}`),
		look: (names) => ask(`rooms?names=${names.map(encodeURIComponent).join(',')}`),
		tape: (name) => ask(`${room(name)}/tape`),
		close: (name) => ask(`${room(name)}/close`, 'POST'),
		collect: (dry, after) => {
			const query = new URLSearchParams({ ...(dry ? { dry: '1' } : {}), ...(after === null ? {} : { after }) });
			return ask(`gc${query.size === 0 ? '' : `?${query}`}`, 'POST');
		},
	};
}
