/**
 * The WebSocket between a tab and livekit-server, in the hands of a test.
 *
 * @module
 */
import type { Page, WebSocketRoute } from 'playwright-core';

export interface SignalLine {
	/** How often the tab has opened one. */
	opened(): number;
	/** Ends it: livekit-client resumes. */
	end(): Promise<void>;
	/** What a server says that wants everybody to join again: what `simulateScenario('full-reconnect')` does to a client. */
	askToJoinAgain(): void;
}

/** `SignalResponse { leave: { action: RECONNECT } }` of LiveKit's protocol. */
const JOIN_AGAIN = Buffer.from([0x42, 0x02, 0x18, 0x02]);

/** To be taken before the tab calls. */
export async function signalLineOf(page: Page): Promise<SignalLine> {
	const sockets: WebSocketRoute[] = [];
	await page.routeWebSocket(/\/rtc/, (socket) => {
		sockets.push(socket);
		socket.connectToServer();
	});
	const current = () => {
		const socket = sockets.at(-1);
		if (socket === undefined) throw new Error('the tab has not called yet');
		return socket;
	};
	return {
		opened: () => sockets.length,
		end: () => current().close({ code: 1011 }),
		askToJoinAgain: () => current().send(JOIN_AGAIN),
	};
}
