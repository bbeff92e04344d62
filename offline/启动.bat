@echo off
if not exist "%~dp0reportgen.bat" (
    echo 还没有安装，请先双击“安装.bat”。
    goto end
)
set "HOME_OF_REPORTS=%USERPROFILE%\Documents\绩效报告"
if not exist "%HOME_OF_REPORTS%\" mkdir "%HOME_OF_REPORTS%"
if not exist "%HOME_OF_REPORTS%\" (
    echo 不能新建文件夹：%HOME_OF_REPORTS%
    goto end
)
cd /d "%HOME_OF_REPORTS%"
echo 文件都放在这个文件夹：%CD%
echo 正在打开网页；这个窗口开着，网页才能用，用完关掉它即可。
call "%~dp0reportgen.bat" serve .
:end
pause
