import { createSignal } from 'solid-js';
import type { PushToTalk } from './create-push-to-talk.ts';
import { BY_DEFAULT, type TalkSettings } from './settings.ts';

/** Push-to-talk without a microphone, a page or a storage. */
export function makePushToTalk(initial: Partial<TalkSettings> = {}): PushToTalk {
	const [settings, setSettings] = createSignal<TalkSettings>({ ...BY_DEFAULT, ...initial });
	const [held, hold] = createSignal(false);
	const change = (changed: Partial<TalkSettings>) => void setSettings((before) => ({ ...before, ...changed }));
	return { settings, change, held, hold };
}
