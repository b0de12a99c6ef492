/**
 * What LiveKit's client does wherever it is loaded: it starts webrtc-adapter, which makes WebRTC the same in all
 * browsers. It is 13 kB gzip, and Chromium needs none of it: the build takes it out (`size/plain-livekit.ts`), and the
 * others get it here.
 *
 * @param navigator the browser's; `userAgentData` is known to Chromium alone, on a page that may use a microphone
 * @param load the adapter, which acts by being loaded
 */
export async function loadShims(navigator: object, load: () => Promise<unknown>): Promise<void> {
	// Not loaded: browsers of this year get by without it.
	if (!('userAgentData' in navigator)) await load().catch(() => {});
}
