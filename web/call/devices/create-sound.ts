/**
 * Microphone, speaker and volume of a call: what was chosen is applied, also to devices that come later, and what
 * somebody may not know about their microphone is said.
 *
 * @module
 */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';
import type { Listens } from '../../../functions/protocol/call.ts';
import type { Microphone } from '../microphone/create-microphone.ts';
import { type Hint, heardNothing, hearingAfter } from '../microphone/hints.ts';
import { type Meter, type MeterOf, meterOfMicrophone, shownLevel } from '../sound/level.ts';
import type { Outlet } from '../sound/outlet.ts';
import type { Choice, Choices } from './choice.ts';
import { type Devices, makeDevices, NO_DEVICES } from './devices.ts';
import { wantsCapture } from './wanted.ts';

export interface SoundOptions {
	readonly microphone: Pick<Microphone, 'state' | 'renew'>;
	readonly presence: Accessor<{ readonly agent: string; readonly listens?: Listens }>;
	readonly signal: AbortSignal;
}

/** What it takes from the browser. */
export interface SoundMeans {
	readonly media: MediaDevices | undefined;
	readonly choices: Choices;
	readonly outlet: Outlet;
	readonly meterOf: MeterOf;
	readonly now: () => number;
	/** Somebody wants as little movement as can be. */
	readonly still: () => boolean;
	/** Draws how loud the agent is, from 0 to 1; `null`: it does not speak, or nothing is to move. */
	readonly draw: (level: number | null) => void;
}

export interface Sound {
	readonly devices: Accessor<Devices>;
	readonly choice: Accessor<Choice>;
	choose(change: Partial<Choice>): void;
	/** How loud the microphone is, from 0 to 1; `null`: unknown. */
	readonly level: Accessor<number | null>;
	readonly hint: Accessor<Hint | null>;
	/** The microphone that is used because another one is not there. */
	readonly instead: Accessor<string | null>;
}

/** Milliseconds. The agent is drawn at each, the microphone is asked at every second. */
const TICK = 50;

export function createSound({ microphone, presence, signal }: SoundOptions, means: SoundMeans): Sound {
	const { choices, outlet, meterOf, now } = means;
	const [devices, setDevices] = createSignal(NO_DEVICES);
	const [choice, setChoice] = createSignal(choices.load());
	const [level, setLevel] = createSignal<number | null>(null);
	const [hint, setHint] = createSignal<Hint | null>(null);
	const [instead, setInstead] = createSignal<string | null>(null);

	const trackOf = (state = microphone.state()) => ('track' in state ? state.track : null);
	const idOf = (track: MediaStreamTrack) => track.getSettings().deviceId ?? '';

	/** `undefined`: there is none to replace. */
	function captured(): string | null | undefined {
		const state = microphone.state();
		if (state.status === 'refused') return state.why === 'lost' || state.why === 'missing' ? null : undefined;
		const track = trackOf(state);
		return track === null ? undefined : idOf(track);
	}

	const watch = makeDevices(
		means.media,
		(found) => {
			const before = devices();
			setDevices(found);
			outlet.use(choice());
			const current = captured();
			// The first look finds what was there already.
			if (before === NO_DEVICES || current === undefined) return;
			if (wantsCapture({ chosen: choice().microphone, captured: current, there: found.microphones }))
				void microphone.renew();
		},
		signal,
	);
	outlet.use(choice());
	void watch.look();

	let own: Meter | null = null;
	let hearing = heardNothing(now());
	createEffect((before: MediaStreamTrack | null) => {
		const track = trackOf();
		if (track === before) return track;
		own?.stop();
		own = track === null ? null : meterOfMicrophone(track, meterOf);
		hearing = heardNothing(now());
		setLevel(null);
		if (track === null) return track;
		void watch.look();
		const { microphone: chosen } = choice();
		const away = chosen !== '' && chosen !== idOf(track);
		setInstead(away || before?.readyState === 'ended' ? track.label : null);
		return track;
	}, null);

	let drawn: number | null = null;
	function draw(level: number | null): void {
		if (level !== drawn) means.draw(level);
		drawn = level;
	}

	let voice: { readonly stream: MediaStream; readonly meter: Meter } | null = null;
	function drawAgent(): void {
		const stream = presence().agent === 'speaking' && !means.still() ? outlet.streams()[0] : undefined;
		if (stream !== voice?.stream) {
			voice?.meter.stop();
			voice = stream === undefined ? null : { stream, meter: meterOf(stream) };
			draw(null);
		}
		const loud = voice?.meter.level();
		if (loud != null) draw(shownLevel(loud));
	}

	function listen(): void {
		const state = microphone.state();
		const loud = own?.level() ?? null;
		setLevel(loud === null ? null : shownLevel(loud));
		const there = presence();
		hearing = hearingAfter(hearing, {
			at: now(),
			level: loud,
			muted: state.status === 'muted',
			expected: there.agent === 'listening' && there.listens === 'speech',
		});
		setHint(own === null ? null : hearing.hint);
	}

	let ticks = 0;
	const timer = setInterval(() => {
		ticks += 1;
		drawAgent();
		if (ticks % 2 === 0) listen();
	}, TICK);
	onCleanup(() => {
		clearInterval(timer);
		own?.stop();
		voice?.meter.stop();
		draw(null);
	});

	return {
		devices,
		choice,
		level,
		hint,
		instead,
		choose: (change) => {
			const before = choice();
			const chosen = { ...before, ...change };
			setChoice(chosen);
			choices.save(chosen);
			outlet.use(chosen);
			if (chosen.microphone !== before.microphone && microphone.state().status !== 'off') void microphone.renew();
		},
	};
}
