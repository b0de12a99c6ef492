/**
 * The simulator as signals: what the address says, the history that it means, and the moment that is looked at.
 *
 * @module
 */
import { createEffect, createMemo, createSignal, on } from 'solid-js';
import { type Address, type Fault, home, readAddress, writeAddress } from '../address/address.ts';
import { type Story, storyOf } from '../lanes/lanes.ts';
import { createPlayback, type PlaybackOptions } from '../playback/create-playback.ts';
import { isBug } from '../scene/scene.ts';
import type { Played } from './play-scene.ts';
import type { Answer, Player } from './player.ts';

/** Those that are shown to who asks for any. */
const SEEDS = 100_000;

export interface Place {
	hash(): string;
	/** `kept`: the back button returns to what was there before. */
	set(hash: string, kept: boolean): void;
	onChange(listener: () => void): void;
}

export interface SimulationOptions extends Pick<PlaybackOptions, 'frame' | 'cancel'> {
	readonly place: Place;
	readonly playerFor: (onAnswer: (answer: Answer) => void) => Player;
	/** From 0 to 1, without 1. */
	readonly chance: () => number;
}

export interface Shown {
	readonly played: Played;
	readonly story: Story;
}

export type Simulation = ReturnType<typeof createSimulation>;

export function createSimulation({ place, playerFor, chance, frame, cancel }: SimulationOptions) {
	const first = readAddress(place.hash(), isBug);
	const [scene, setScene] = createSignal<Address>(first.address);
	const [unread, setUnread] = createSignal(first.unread);
	const [shown, setShown] = createSignal<Shown | null>(null);
	const [failure, setFailure] = createSignal<string | null>(null);
	const [isPending, setPending] = createSignal(false);
	const length = () => shown()?.played.length ?? Number.POSITIVE_INFINITY;
	const playback = createPlayback({ frame, cancel, length, at: first.address.at });

	const ask = playerFor((answer) => {
		setPending(false);
		setFailure(answer.outcome === 'failed' ? answer.why : null);
		if (answer.outcome === 'failed') return;
		setShown({ played: answer.played, story: storyOf(answer.played) });
		playback.jump(playback.at());
	});
	createEffect(
		on(scene, (wanted) => {
			setPending(true);
			ask({ seed: wanted.seed, bug: wanted.bug, faults: wanted.faults });
		}),
	);
	createEffect(() => {
		if (!playback.isRunning()) place.set(writeAddress({ ...scene(), at: playback.at() }), false);
	});
	place.onChange(() => {
		const { address, unread: left } = readAddress(place.hash(), isBug);
		setUnread(left);
		playback.pause();
		if (writeAddress({ ...address, at: 0 }) !== writeAddress({ ...scene(), at: 0 })) setScene(address);
		playback.jump(address.at);
	});

	function go(next: Address): void {
		playback.pause();
		setUnread([]);
		place.set(writeAddress(next), true);
		setScene(next);
		playback.jump(next.at);
	}
	const at = () => Math.round(playback.at());
	return {
		playback,
		scene,
		unread,
		shown,
		failure,
		isPending,
		/** Nothing can be done to the world any more. */
		isQuiet: createMemo(() => at() > (shown()?.played.quietAt ?? 0)),
		showSeed: (seed: number | null) => go({ ...home, seed, bug: scene().bug }),
		showAny: () => go({ ...home, seed: 1 + Math.floor(chance() * SEEDS), bug: scene().bug }),
		showBug: (bug: string | null) => go({ ...home, bug, at: 0 }),
		putIn: (name: string, who: number) =>
			go({ ...scene(), faults: [...scene().faults, { at: at(), name, who }], at: at() }),
		takeOut: (fault: Fault) => go({ ...scene(), faults: scene().faults.filter((other) => other !== fault), at: at() }),
	};
}
