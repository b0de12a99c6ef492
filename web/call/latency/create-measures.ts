/**
 * What a call is like, in numbers and in one word.
 *
 * @module
 */
import { type Room, RoomEvent } from 'livekit-client';
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { Clock } from '../outbox/delivery.ts';
import { type Level, looksAgainAt, qualityAfter, UNKNOWN } from '../quality/quality.ts';
import { voicesIn } from '../room/agents.ts';
import { type ResponseEvent, responseAfter, UNASKED } from './response.ts';
import { roundTripOf } from './round-trip.ts';

export interface Measures {
	readonly quality: Accessor<Level | null>;
	/** Milliseconds. */
	readonly roundTrip: Accessor<number | null>;
	/** Milliseconds. */
	readonly response: Accessor<number | null>;
	/** The person has said or typed something. */
	asked(): void;
}

export interface MeasuresOptions {
	readonly room: Accessor<Room | null>;
	/** The agent speaks. */
	readonly speaking: Accessor<boolean>;
	/** Sid of the agent that can be asked; `null`: there is none, or no way to it. */
	readonly reader: Accessor<string | null>;
	readonly clock: Clock;
}

/** Milliseconds. WebRTC measures it every 2.5 s. */
const LOOK_EVERY = 5_000;

const levels: readonly string[] = ['excellent', 'good', 'poor', 'lost'] satisfies Level[];
const isLevel = (quality: string): quality is Level => levels.includes(quality);

export function createMeasures({ room, speaking, reader, clock }: MeasuresOptions): Measures {
	const [quality, setQuality] = createSignal(UNKNOWN);
	const [roundTrip, setRoundTrip] = createSignal<number | null>(null);
	const [response, setResponse] = createSignal(UNASKED);
	const tell = (event: ResponseEvent) => setResponse((before) => responseAfter(before, event));
	let callOff = () => {};

	function settle(): void {
		callOff();
		const level = room()?.localParticipant.connectionQuality ?? '';
		if (isLevel(level)) setQuality((before) => qualityAfter(before, level, clock.now()));
		const at = looksAgainAt(quality());
		callOff = at === null ? () => {} : clock.after(Math.max(0, at - clock.now()), settle);
	}

	async function look(joined: Room): Promise<void> {
		const [track] = voicesIn(joined).flatMap((voice) => voice.track ?? []);
		const report = await track?.getRTCStatsReport();
		if (report !== undefined) setRoundTrip(roundTripOf(report));
	}

	createEffect(() => {
		const joined = room();
		if (joined === null) return;
		let next = () => {};
		const again = () => {
			look(joined).catch(() => {});
			next = clock.after(LOOK_EVERY, again);
		};
		again();
		joined.on(RoomEvent.ConnectionQualityChanged, settle);
		onCleanup(() => {
			next();
			callOff();
			joined.off(RoomEvent.ConnectionQualityChanged, settle);
		});
	});
	createEffect(on(reader, () => tell({ type: 'lost' }), { defer: true }));
	createEffect(() => speaking() && tell({ type: 'speaking', at: clock.now() }));

	return {
		quality: createMemo(() => quality().shown),
		roundTrip,
		response: createMemo(() => response().took),
		asked: () => tell({ type: 'asked', at: clock.now() }),
	};
}
