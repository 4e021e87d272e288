-- The server's job repository and timers. It reads and writes them as lethe_app and never changes their shape.
GRANT USAGE ON SCHEMA liberty TO lethe_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA liberty GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO lethe_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA liberty GRANT USAGE, SELECT ON SEQUENCES TO lethe_app;
