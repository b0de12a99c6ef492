import type { Page } from 'playwright-core';
import type { SignalLine } from './signal-line.ts';

/**
 * Takes the network from a tab, as Chromium does it itself: requests fail, not a packet of WebRTC gets through, and the
 * WebSocket ends, as it does on a computer that loses its network.
 *
 * @param line of the tab. One that stays open offline keeps Chromium's network process busy with a whole core (156),
 *   and nobody beside it is heard in time
 * @returns gives it back
 */
export async function loseNetwork(page: Page, line: SignalLine): Promise<() => Promise<void>> {
	const session = await page.context().newCDPSession(page);
	const be = async (offline: boolean) => {
		const speed = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
		// Playwright's own `setOffline` says nothing of packets, which are WebRTC's.
		await session.send('Network.emulateNetworkConditions', { ...speed, offline, packetLoss: offline ? 100 : 0 });
	};
	await session.send('Network.enable');
	await be(true);
	await line.end();
	return () => be(false);
}
