/**
 * The WebSocket between a tab and livekit-server, in the hands of a test. Playwright's own way (`routeWebSocket`) takes
 * each message through this process, which makes a call slow.
 *
 * @module
 */
import type { Page } from 'playwright-core';

export interface SignalLine {
	/** How often the tab has opened one. */
	opened(): Promise<number>;
	/** Ends it: livekit-client resumes. */
	end(): Promise<void>;
	/** What a server says that wants everybody to join again: what `simulateScenario('full-reconnect')` does to a client. */
	askToJoinAgain(): Promise<void>;
}

/** `SignalResponse { leave: { action: RECONNECT } }` of LiveKit's protocol. */
const JOIN_AGAIN = [0x42, 0x02, 0x18, 0x02];

/** To be taken before the tab calls. */
export async function signalLineOf(page: Page): Promise<SignalLine> {
	await page.addInitScript(() => {
		const sockets: WebSocket[] = [];
		Reflect.set(window, 'signalLines', sockets);
		window.WebSocket = class extends WebSocket {
			constructor(...how: ConstructorParameters<typeof WebSocket>) {
				super(...how);
				sockets.push(this);
			}
		};
	});
	const lines = () => page.evaluateHandle(() => Reflect.get(window, 'signalLines') as WebSocket[]);
	return {
		opened: async () => (await lines()).evaluate((sockets) => sockets.length),
		end: async () => (await lines()).evaluate((sockets) => sockets.at(-1)?.close()),
		askToJoinAgain: async () =>
			(await lines()).evaluate((sockets, message) => {
				const data = new Uint8Array(message).buffer;
				sockets.at(-1)?.dispatchEvent(new MessageEvent('message', { data }));
			}, JOIN_AGAIN),
	};
}
