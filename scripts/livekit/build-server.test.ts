import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { buildServer } from './build-server.ts';
import { executable, folder, SERVER, search } from './stand-ins.ts';

vi.setConfig({ testTimeout: 30_000 });

/** Stands for Go: does what `go install` does, or what the script says instead. */
async function withGo(script = `printf '${SERVER.replaceAll('\n', '\\n')}' > "$GOBIN/server"`) {
	const bin = await folder();
	const log = join(bin, 'log');
	await executable(join(bin, 'go'), `#!/bin/sh\necho "$@ $GOFLAGS $CGO_ENABLED" > ${log}\n${script}\n`);
	const cache = await folder();
	const path = `${bin}:/usr/bin:/bin`;
	const finding = await buildServer(search({ PATH: path, GOFLAGS: '-mod=vendor' }), cache);
	return { finding, cache, kept: await readdir(cache), log: await readFile(log, 'utf8') };
}

test('Go builds the pinned version into the cache', async () => {
	const { finding, cache, kept, log } = await withGo();
	const binary = join(cache, 'livekit-server');
	expect(finding).toEqual({ outcome: 'found', server: { binary, version: '1.13.5', from: 'go install' } });
	expect(kept).toEqual(['livekit-server']);
	expect(log.trim()).toBe('install -v github.com/livekit/livekit-server/cmd/server@v1.13.5  0');
});

test('a build that fails says with which words, and leaves nothing', async () => {
	const { finding, kept } = await withGo('echo "go: no such host" >&2; echo half > "$GOBIN/server"; exit 1');
	expect(finding).toEqual({ outcome: 'failed', why: 'exit code 1\ngo: no such host' });
	expect(kept).toEqual([]);
});

test('without Go there is nothing to build with', async () => {
	expect(await buildServer(search({ PATH: '/nowhere' }), await folder())).toMatchObject({ outcome: 'absent' });
});
