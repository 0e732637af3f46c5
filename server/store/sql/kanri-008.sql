-- kanri.db: ユーザー by 部署 and by roles, so that who belongs to a 部署, and whether somebody who manages remains, costs what there
-- are of them and not what there are of users. What refers to a 部署 is found by it, too.
CREATE INDEX user_busho ON user (hokensha, busho, jotai, roles);
