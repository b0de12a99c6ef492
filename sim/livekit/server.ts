/**
 * One LiveKit server: rooms, dispatches and webhooks, which live and die together.
 *
 * @module
 */
import type { Clock } from '../clock/clock.ts';
import { type Link, makeLink } from '../link.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../trace.ts';
import { makeDispatches } from './dispatches.ts';
import { makeRooms } from './rooms.ts';
import type { Webhooks } from './webhooks.ts';

export interface ServerOptions {
	readonly clock: Clock;
	readonly random: Random;
	readonly record: Recorder;
	readonly webhooks: Webhooks;
}

export type LiveKitServer = ReturnType<typeof makeServer>;

export function makeServer({ clock, random, record, webhooks }: ServerOptions) {
	const listeners: (() => void)[] = [];
	/** Whoever is connected sees it fall. */
	const up: Link = makeLink();
	const dispatches = makeDispatches({ clock, random: random.stream('dispatches'), record });
	const rooms = makeRooms({
		clock,
		random: random.stream('rooms'),
		record,
		webhooks,
		aheadMs: random.between(-2_000, 2_000),
		onCreated(room, token) {
			// Without a wish LiveKit dispatches to the workers that have no name.
			const agents = token?.config?.agents ?? [];
			const names = agents.length === 0 ? [''] : agents.map(({ agentName }) => agentName);
			for (const name of names) dispatches.launch(room, name, 'token');
			for (const listen of listeners) listen();
		},
	});

	/** `shut_down`: everybody is told, and does not come back by themselves. */
	function goDown(how: 'killed' | 'shut_down'): void {
		if (!up.isUp()) return;
		record({ kind: 'livekit', is: 'down' });
		rooms.endAll(how === 'killed' ? 'server_killed' : 'server_gone');
		dispatches.forget();
		if (how === 'killed') webhooks.forget();
		up.set(false);
	}

	return {
		up,
		rooms,
		dispatches,
		goDown,
		/** A room is created. */
		onCreated: (listener: () => void) => void listeners.push(listener),
		comesUp(): void {
			if (up.isUp()) return;
			record({ kind: 'livekit', is: 'up' });
			up.set(true);
		},
	};
}
