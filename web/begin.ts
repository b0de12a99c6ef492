/**
 * The little that is loaded at the click, beside LiveKit and before it is there: which tab has the call, and the first
 * questions.
 *
 * @module
 */
import { makeApi } from './call/api/api.ts';
import { type Beginning, makeBeginning } from './call/begin/begin.ts';
import { permission } from './call/microphone/permission.ts';
import { browserClock } from './call/outbox/browser-clock.ts';
import { makeTabs } from './call/tabs/tabs.ts';
import { captureChosen } from './sound.ts';

let made: Beginning | null = null;

/**
 * The same one each time: it remembers what is on its way.
 *
 * @param fetch the browser's
 */
export function beginning(fetch: typeof globalThis.fetch): Beginning {
	made ??= makeBeginning({
		tabs: makeTabs({
			locks: navigator.locks,
			openChannel: (name) => new BroadcastChannel(name),
			after: browserClock.after,
		}),
		api: makeApi(fetch, Intl.DateTimeFormat().resolvedOptions().timeZone),
		capture: captureChosen,
		permission: () => permission(navigator.permissions),
	});
	return made;
}
