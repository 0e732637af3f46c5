-- An insurer's accesses to 住基ネット are listed by when they were, its charges added up by when they came. By insurer: shokai >> 37,
-- as store/sql/bango.def says.
CREATE INDEX juki_access_at ON juki_access (shokai >> 37, at);
CREATE INDEX juki_ryokin_at ON juki_ryokin (shokai >> 37, at);
