/**
 * A page that the browser puts aside, frozen or in its back/forward cache, and brings back later.
 *
 * @param page the window
 * @param reload a page that comes back out of the cache has lost its room, its lock and its microphone without a word: to
 *   load it again is what brings a call back anyway
 */
export function whenPutAside(page: EventTarget, reload: () => void, signal: AbortSignal): void {
	// livekit-client leaves the room and stops the microphone on `freeze`, whatever it is told (client-sdk-js#1968).
	page.addEventListener('freeze', (event) => event.stopImmediatePropagation(), { capture: true, signal });
	page.addEventListener('pageshow', (event) => 'persisted' in event && event.persisted === true && reload(), {
		signal,
	});
}
