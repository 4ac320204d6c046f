import { describe, expect, it } from 'vitest';
import { socketAddress, webAddress, withPath, withQuery, withSuffix } from './address.ts';

describe('the address of a face', () => {
  it('may be that of the web server', () => {
    expect(socketAddress('http://localhost:8000')).toBe('ws://localhost:8000');
    expect(socketAddress('HTTPS://desk.example/ws')).toBe('wss://desk.example/ws');
    expect(socketAddress('wss://desk.example/ws')).toBe('wss://desk.example/ws');
  });

  it('leads back to the web server', () => {
    expect(webAddress('ws://localhost:8000/api/ws')).toBe('http://localhost:8000/api/ws');
    expect(webAddress('wss://desk.example/api/ws')).toBe('https://desk.example/api/ws');
  });

  it('has the path of the page where it names none', () => {
    expect(withPath('ws://localhost:8000', '/ws')).toBe('ws://localhost:8000/ws');
    expect(withPath('ws://localhost:8000/', '/ws')).toBe('ws://localhost:8000/ws');
    expect(withPath('ws://[::1]:8000?account=ann', '/ws')).toBe('ws://[::1]:8000/ws?account=ann');
    expect(withPath('ws://localhost:8080/ws/quantmind', '/ws')).toBe('ws://localhost:8080/ws/quantmind');
  });

  it('keeps its parameters when its path grows', () => {
    expect(withSuffix('http://localhost/api/ws?token=a', '/poll')).toBe('http://localhost/api/ws/poll?token=a');
  });

  it('takes parameters, and replaces those of the same name', () => {
    expect(withQuery('ws://desk/ws', { token: 'a b', since: undefined })).toBe('ws://desk/ws?token=a%20b');
    expect(withQuery('ws://desk/ws?token=old&types=A,B#top', { token: 'new' })).toBe(
      'ws://desk/ws?types=A,B&token=new',
    );
    expect(withQuery('ws://desk/ws?token=old', { token: undefined })).toBe('ws://desk/ws');
  });
});
