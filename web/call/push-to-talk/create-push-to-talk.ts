/**
 * Push-to-talk: the microphone is open while a key or a button is held, and never because a release was missed.
 *
 * @module
 */
import { type Accessor, createEffect, createSignal } from 'solid-js';
import type { MicrophoneState } from '../microphone/create-microphone.ts';
import { isPressed } from './keys.ts';
import type { SettingsStore, TalkSettings } from './settings.ts';

export interface PushToTalk {
	readonly settings: Accessor<TalkSettings>;
	change(settings: Partial<TalkSettings>): void;
	readonly held: Accessor<boolean>;
	/** Something that is not a key is held, or let go. */
	hold(held: boolean): void;
}

export interface PushToTalkMeans {
	readonly store: SettingsStore;
	readonly microphone: Accessor<MicrophoneState>;
	readonly toggleMicrophone: () => void;
	/** A browser's. */
	readonly window: EventTarget;
	readonly document: EventTarget & Pick<Document, 'visibilityState'>;
	/** Aborted when the call is over. */
	readonly signal: AbortSignal;
}

export function createPushToTalk(means: PushToTalkMeans): PushToTalk {
	const { store, microphone, toggleMicrophone, window, document, signal } = means;
	const [settings, setSettings] = createSignal(store.load());
	const [held, setHeld] = createSignal(false);
	const release = () => setHeld(false);

	// By what is so and not by what happened: a microphone that comes late, or is another one, is closed like the first.
	createEffect(() => {
		const { status } = microphone();
		if (settings().hold && status === (held() ? 'muted' : 'on')) toggleMicrophone();
	});

	const on = <Type extends string>(target: EventTarget, type: Type, listener: (event: Event) => void) =>
		target.addEventListener(type, listener, { signal });
	on(window, 'keydown', (event) => {
		if (!(event instanceof KeyboardEvent)) return;
		const { hold, holdKey, muteKey } = settings();
		if (hold && isPressed(holdKey, event)) setHeld(true);
		else if (!hold && isPressed(muteKey, event)) toggleMicrophone();
		else return;
		// Else a page scrolls with the space bar.
		event.preventDefault();
	});
	on(window, 'keyup', (event) => {
		if (event instanceof KeyboardEvent && event.code === settings().holdKey) release();
	});
	// Who is elsewhere lets go there, and nobody tells this page.
	on(window, 'blur', release);
	on(document, 'visibilitychange', () => document.visibilityState === 'hidden' && release());

	return {
		settings,
		held,
		hold: setHeld,
		change: (changed) => {
			release();
			setSettings((before) => ({ ...before, ...changed }));
			store.save(settings());
		},
	};
}
