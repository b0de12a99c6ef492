/**
 * What keeps the page from its call, as far as the page can tell: the network, the API, or the call server.
 *
 * @module
 */
import type { StartFailure } from '../live/report.ts';
import { type CallPhase, isInCall } from '../state/state.ts';

export interface LineSeen {
	readonly phase: CallPhase;
	/** Since when the page has been out of its call, or was asked into one. Milliseconds since the epoch. */
	readonly since: number;
	/** The device has no network. */
	readonly offline: boolean;
	/** The browser asks its person something: nobody else is waited for. */
	readonly asking: boolean;
	/** Who has to answer next. */
	readonly awaited: 'api' | 'room';
	/** Why the API does not let the page in again yet. */
	readonly failure: StartFailure | null;
}

/** `seconds`: for how long already. */
export type Trouble =
	| { readonly kind: 'offline'; readonly inCall: boolean }
	| { readonly kind: 'api' | 'room' | 'away'; readonly seconds: number }
	| { readonly kind: 'refused'; readonly failure: StartFailure; readonly seconds: number };

/** What takes less is no trouble. Seconds. */
export const TROUBLE_AFTER = 2;

export function troubleOf({ phase, since, offline, asking, awaited, failure }: LineSeen, now: number): Trouble | null {
	if (!isInCall(phase)) return null;
	if (offline) return { kind: 'offline', inCall: phase !== 'starting' };
	const seconds = Math.floor((now - since) / 1_000);
	if (phase === 'connected' || asking || seconds < TROUBLE_AFTER) return null;
	if (phase === 'starting') return { kind: awaited, seconds };
	return failure === null ? { kind: 'away', seconds } : { kind: 'refused', failure, seconds };
}
