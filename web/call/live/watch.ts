import { ConnectionState, type Room } from 'livekit-client';
import type { Clock } from '../outbox/delivery.ts';
import { ABSENT, agentSid, type Presence, presenceAfter, scanAgainAt } from '../presence/presence.ts';
import { agentsIn, voicesIn } from '../room/agents.ts';
import { audible, SILENT_AFTER } from '../sound/audible.ts';
import type { Outlet } from '../sound/outlet.ts';
import { makeSound } from '../sound/sound.ts';
import type { Report } from './report.ts';

export interface WatchOptions {
	readonly clock: Clock;
	/** Where the sound of the room goes. */
	readonly outlet: Outlet;
	readonly report: (report: Report) => void;
	/** Who reads typed messages now; `null`: nobody. */
	readonly readerChanged: (reader: string | null) => void;
	/** Whether there is an agent, as far as the room is connected. */
	readonly looked: (seen: { readonly connected: boolean; readonly agent: boolean }) => void;
	/** Tells the agent that it is heard from now on. */
	readonly sendHears: () => Promise<void>;
}

export interface Watch {
	/** From now on this room is the one to look at. */
	turnTo(room: Room): void;
	/** Something may have changed. */
	changed(): void;
	stop(): void;
}

const sameAgent = (a: Presence, b: Presence): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Looks at a room whenever anything happens in it, and reports what is different from the last look. What it looks like
 * is always read from the room and never from the event.
 */
export function makeWatch({ clock, outlet, report, readerChanged, looked, sendHears }: WatchOptions): Watch {
	const sound = makeSound(changed, outlet);
	let room: Room | null = null;
	let state = ConnectionState.Disconnected;
	let connection = 0;
	let presence: Presence = ABSENT;
	let blocked = false;
	/** What the agent was last told that we hear. */
	let told: string | null = null;
	/** The agent that is ready, and since when. */
	let ready = { sid: '', since: 0 };
	let callOff = () => {};

	function lookAtConnection(now: ConnectionState): void {
		if (now === state) return;
		const resumed = state === ConnectionState.SignalReconnecting;
		state = now;
		if (state === ConnectionState.Connected) {
			if (!resumed) connection += 1;
			report({ type: 'connected' });
		}
		if (state === ConnectionState.SignalReconnecting) report({ type: 'dropped', silent: false });
		if (state === ConnectionState.Reconnecting) report({ type: 'dropped', silent: true });
	}

	function lookForAgents(current: Room): void {
		const now = clock.now();
		const connected = state === ConnectionState.Connected;
		const after = presenceAfter(presence, { connected, agents: agentsIn(current) }, now);
		if (!sameAgent(presence, after)) report({ type: 'presence', presence: after });
		presence = after;
		const sid = agentSid(presence);
		looked({ connected, agent: sid !== null });
		// An agent that becomes ready counts as a new reader: what it was sent before that may be lost.
		readerChanged(connected && sid !== null ? `${sid} ${presence.agent === 'initializing'}` : null);
		if (sid !== null && sid !== ready.sid && presence.agent !== 'initializing') ready = { sid, since: now };
	}

	/** Some things are different after a while although nothing happens. */
	function lookAgain(): void {
		const now = clock.now();
		const times = [scanAgainAt(presence) ?? 0, ready.since + SILENT_AFTER].filter((at) => at > now);
		callOff();
		callOff = times.length === 0 ? () => {} : clock.after(Math.min(...times) - now, look);
	}

	function listen(current: Room): void {
		const voices = voicesIn(current);
		sound.play(voices.flatMap(({ track }) => track ?? []));
		const allowed = current.canPlaybackAudio;
		if (allowed === blocked) {
			blocked = !allowed;
			report({ type: 'sound', blocked });
		}
		const sid = agentSid(presence);
		const tracks = voices
			.filter((voice) => voice.from === sid)
			.map((voice) => ({ sid: voice.sid, playing: voice.track !== undefined && sound.isPlaying(voice.track) }));
		const readyFor = sid === ready.sid ? clock.now() - ready.since : 0;
		const agent = sid === null ? null : { sid, readyFor };
		const heard = audible({ connection, agent, tracks, allowed });
		if (heard === null || heard === told || state !== ConnectionState.Connected) return;
		told = heard;
		sendHears().then(
			() => report({ type: 'heard' }),
			() => {
				told = null;
			},
		);
	}

	function look(): void {
		if (room === null) return;
		lookAtConnection(room.state);
		lookForAgents(room);
		listen(room);
		lookAgain();
	}

	let due = false;
	/**
	 * Looks when everything that happens at this moment has happened. A full reconnect reports everybody gone while the
	 * room still calls itself connected, and says in the same breath that it is not.
	 */
	function changed(): void {
		if (due) return;
		due = true;
		queueMicrotask(() => {
			due = false;
			look();
		});
	}

	return {
		turnTo: (next) => {
			room = next;
			look();
		},
		changed,
		stop: () => {
			room = null;
			callOff();
			sound.stop();
		},
	};
}
