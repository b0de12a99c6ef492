/**
 * How long the worker has been without LiveKit. Its calls go on, and none comes.
 *
 * agents tells of each registration and of no loss. Its health route, made for load balancers, says how it is now.
 *
 * @module
 */
import { PHRASES } from '../../../functions/protocol/log-phrases.ts';
import type { Log } from '../../log.ts';

export type Connection = 'connected' | 'disconnected' | 'unknown';

export interface Outage {
	/** Null: the worker was connected when it was last seen. */
	readonly since: number | null;
	/** Somebody was told of it. */
	readonly isTold: boolean;
}

export const NO_OUTAGE: Outage = { since: null, isTold: false };
const ALERT_AFTER_MS = 5 * 60_000;

export function outageAfter(outage: Outage, connection: Connection, now: number): Outage {
	if (connection === 'connected') return NO_OUTAGE;
	if (connection === 'unknown' || outage.since !== null) return outage;
	return { since: now, isTold: false };
}

export const isAlert = ({ since, isTold }: Outage, now: number): boolean =>
	since !== null && !isTold && now - since > ALERT_AFTER_MS;

const LOOK_WITHIN_MS = 3_000;

/** @param port of agents' health route on this machine */
export async function lookAtConnection(port: number): Promise<Connection> {
	try {
		const response = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(LOOK_WITHIN_MS) });
		const text = await response.text();
		if (response.ok) return 'connected';
		// It has one other reason to be unwell: that its inference process is.
		return text === 'not connected to livekit' ? 'disconnected' : 'unknown';
	} catch {
		return 'unknown';
	}
}

export interface OutageWatchOptions {
	readonly look: () => Promise<Connection>;
	/** Milliseconds of a clock that only goes on. */
	readonly now: () => number;
	readonly log: Log;
	readonly everyMs?: number;
}

const EVERY_MS = 10_000;

/** @returns ends the watch */
export function watchForOutage({ look, now, log, everyMs = EVERY_MS }: OutageWatchOptions): () => void {
	let outage = NO_OUTAGE;
	async function lookOnce(): Promise<void> {
		const connection = await look();
		outage = outageAfter(outage, connection, now());
		if (!isAlert(outage, now())) return;
		outage = { ...outage, isTold: true };
		log({ level: 'alert', event: 'livekit_lost', message: PHRASES.disconnected });
	}
	const timer = setInterval(() => void lookOnce(), everyMs);
	return () => clearInterval(timer);
}
