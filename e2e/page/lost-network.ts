import type { Page } from 'playwright-core';

/**
 * Takes the network from a tab, as Chromium does it itself: requests fail, open WebSockets hear nothing any more, and not
 * a packet of WebRTC gets through. No script of the page is touched, and none can tell it from a cable that is pulled.
 *
 * @returns gives it back
 */
export async function loseNetwork(page: Page): Promise<() => Promise<void>> {
	const session = await page.context().newCDPSession(page);
	const be = async (offline: boolean) => {
		const speed = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
		// Playwright's own `setOffline` says nothing of packets, which are WebRTC's.
		await session.send('Network.emulateNetworkConditions', { ...speed, offline, packetLoss: offline ? 100 : 0 });
	};
	await session.send('Network.enable');
	await be(true);
	return () => be(false);
}
